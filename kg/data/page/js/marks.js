// The symbols of nodes on the canvas.

function nodePainter({ ctx, id, x, y, state }) {
  const node = nodes.get(id);
  const size = radius(node, grown);
  const drawNode = () => {
    ctx.save();
    ctx.globalAlpha = lit.nodes && !lit.nodes.has(node) ? 0.14 : 1;
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.lineJoin = "round";
    ring(ctx, node, state.hover, size);
    ctx.fillStyle = typeLook(node.type).color;
    ctx.fill(outline(node.type));
    if (node.flag) paintFlag(ctx, node);
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

function paintFlag(ctx, node) {
  ctx.fillStyle = "#ffffff";
  ctx.scale(0.84, 0.84);
  ctx.fill(outline(node.type));
  ctx.drawImage(flag(node.flag), -0.92, -0.92, 1.84, 1.84);
}

// A rim in the ground's colour keeps a node apart from the lines; the chosen ones have a rim in the text's colour.
function ring(ctx, node, hovered, size) {
  const chosen = node.id === view.node || node.id === view.goal || node.id === view.focus;
  ctx.strokeStyle = chosen || hovered ? colors.text : colors.ground;
  ctx.lineWidth = ((chosen ? 7 : hovered ? 5 : 3.5) * grown) / size;
  ctx.stroke(outline(node.type));
}

function nodeTip(node) {
  const n = node.links.filter((link) => shown.links.has(link)).length;
  const away = shown.away.get(node);
  return `${node.label}\n${typeName(node.type)} · ${count(n, "relation")}${away ? ` · ${count(away, "neighbour")} not shown` : ""}`;
}
