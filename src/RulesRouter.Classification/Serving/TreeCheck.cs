using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>Holds that every walk through the trees ends at a leaf: children come after their parents, and all exist.</summary>
internal static class TreeCheck
{
    public static TreeHead Checked(TreeHead head)
    {
        var nodes = head.Features.Length;
        var fits = head.Thresholds.Length == nodes && head.Lower.Length == nodes && head.Upper.Length == nodes
            && head.Roots.All(root => Exists(root, -1))
            && head.Features.All(feature => feature < DenseFeatures.Count)
            && Enumerable.Range(0, nodes).All(node => Exists(head.Lower[node], node) && Exists(head.Upper[node], node));
        return fits ? head : throw new InvalidDataException("has trees that do not hang together");

        bool Exists(int child, int parent) => child >= 0 ? child > parent && child < nodes : ~child < head.Leaves.Length;
    }
}
