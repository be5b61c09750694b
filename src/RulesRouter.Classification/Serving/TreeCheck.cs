using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Checks that every walk through the trees ends at a leaf: children come after their parents, all exist, and none has two parents.
/// </summary>
internal static class TreeCheck
{
    private const int MaxNodes = short.MaxValue;

    public static TreeHead Checked(TreeHead head)
    {
        var nodes = head.Features.Length;
        var inner = head.Roots.Concat(head.Lower).Concat(head.Upper).Where(child => child >= 0).ToList();
        var fits = nodes <= MaxNodes
            && inner.Count == inner.Distinct().Count()
            && head.Thresholds.Length == nodes
            && head.Lower.Length == nodes
            && head.Upper.Length == nodes
            && head.Roots.All(root => Exists(root, -1))
            && head.Features.All(feature => feature < DenseFeatures.Count)
            && Enumerable.Range(0, nodes).All(node => Exists(head.Lower[node], node) && Exists(head.Upper[node], node));
        return fits ? head : throw new InvalidDataException("has trees that do not hang together");

        bool Exists(int child, int parent) => child >= 0 ? child > parent && child < nodes : ~child < head.Leaves.Length;
    }
}
