using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// A head's trees in a layout without branches to mispredict: children are adjacent, and the result of a comparison is added to the index
/// of the lower one. A leaf leads to itself, so every walk of a tree takes as many steps as its depth. The result equals
/// <see cref="TreeHead.Score"/> except for the order of the sum.
/// </summary>
internal sealed class TreeTable
{
    /// <summary>One extra feature after the others is below every threshold: a leaf compares it with its value.</summary>
    public const int Features = DenseFeatures.Count + 1;

    private const int Always = DenseFeatures.Count;

    private readonly float bias;
    private readonly Node[] nodes;
    private readonly Stride[] trees;

    public TreeTable(TreeHead head)
    {
        bias = head.Bias;
        var laid = new List<Node>();
        trees = [.. head.Roots.Select(root => Lay(head, root, laid)).OrderBy(tree => tree.Depth)];
        nodes = [.. laid];
    }

    /// <param name="features">Of <see cref="Fill"/>.</param>
    public float Score(ReadOnlySpan<float> features)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(nodes);
        ref var values = ref MemoryMarshal.GetReference(features);
        var sum = bias;
        foreach (var tree in trees)
        {
            ref var root = ref Unsafe.Add(ref first, tree.Root);
            var at = 0;
            for (var step = tree.Depth; step > 0; step--)
            {
                ref readonly var node = ref Unsafe.Add(ref root, at);
                at = node.Lower + (Unsafe.Add(ref values, node.Feature) > node.Value ? 1 : 0);
            }

            sum += Unsafe.Add(ref root, at).Value;
        }

        return sum;
    }

    /// <param name="into">Of <see cref="Features"/>.</param>
    public static void Fill(ReadOnlySpan<float> dense, Span<float> into)
    {
        dense.CopyTo(into);
        into[Always] = float.NegativeInfinity;
    }

    /// <summary>Breadth first, each pair of children after the nodes already placed.</summary>
    private static Stride Lay(TreeHead head, int root, List<Node> laid)
    {
        var start = laid.Count;
        laid.Add(default);
        Queue<(int Place, int Node, int Depth)> open = [];
        open.Enqueue((start, root, 0));
        var deepest = 0;
        while (open.TryDequeue(out var next))
        {
            deepest = next.Depth;
            if (next.Node < 0)
            {
                laid[next.Place] = new Node(head.Leaves[~next.Node], Always, (ushort)(next.Place - start));
                continue;
            }

            laid[next.Place] = new Node(head.Thresholds[next.Node], head.Features[next.Node], (ushort)(laid.Count - start));
            open.Enqueue((laid.Count, head.Lower[next.Node], next.Depth + 1));
            open.Enqueue((laid.Count + 1, head.Upper[next.Node], next.Depth + 1));
            laid.AddRange([default, default]);
        }

        return new Stride(start, deepest);
    }

    /// <param name="Value">A threshold, or the value of a leaf.</param>
    /// <param name="Lower">Index of the lower child, relative to the tree's root.</param>
    private readonly record struct Node(float Value, ushort Feature, ushort Lower);

    private readonly record struct Stride(int Root, int Depth);
}
