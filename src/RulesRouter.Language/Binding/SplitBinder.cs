using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>A selection's <c>split:</c> and <c>shadow:</c>.</summary>
internal static class SplitBinder
{
    public static Split? Split(YamlMapping? node, DiagnosticBag diagnostics)
    {
        if (node?.StringNode("key") is not { } key)
        {
            return null;
        }

        var arms = node.Items("arms").OfType<YamlMapping>().Select(Arm).OfType<SplitArm>().ToList();
        foreach (var again in arms.GroupBy(arm => arm.Name).SelectMany(same => same.Skip(1)))
        {
            diagnostics.Add(PolicyDiagnostics.BadSelection, again.Span, $"duplicate arm `{again.Name}`", "rename one of the two");
        }

        if (arms.Count > 0 && arms.All(arm => arm.Weight == 0))
        {
            diagnostics.Add(PolicyDiagnostics.BadSelection, key.Span, "every arm has weight 0", "set at least one weight above 0");
            return null;
        }

        return arms.Count == 0 ? null : new Split(key.Text, [.. arms], key.Span);
    }

    public static Shadow? Shadow(YamlMapping? node) => node is null || node.StringNodes("prefer").IsEmpty
        ? null
        : new Shadow(
            Patterns(node),
            node.Number("percent") ?? 100,
            node.String("key"),
            (node.StringNode("key") ?? node.StringNodes("prefer")[0]).Span);

    private static SplitArm? Arm(YamlMapping node) => node.StringNode("name") is { } name && node.Number("weight") is { } weight
        ? new SplitArm(name.Text, Math.Max(0, weight), Patterns(node), name.Span)
        : null;

    private static System.Collections.Immutable.ImmutableArray<EndpointPreference> Patterns(YamlMapping node) =>
        [.. node.StringNodes("prefer").Select(pattern => new EndpointPreference(pattern.Text, pattern.Span))];
}
