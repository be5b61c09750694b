using RulesRouter.Diagnostics;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>A selection's <c>split:</c> and <c>shadow:</c>.</summary>
internal static class SplitBinder
{
    public static Split? Split(YamlMapping? node, DiagnosticBag diagnostics)
    {
        if (node?.TextNode("key") is not { } key)
        {
            return null;
        }

        var arms = node.Items("arms").OfType<YamlMapping>().Select(Arm).OfType<SplitArm>().ToList();
        foreach (var again in arms.GroupBy(arm => arm.Name).SelectMany(same => same.Skip(1)))
        {
            diagnostics.Add(LanguageDiagnostics.BadSelection, again.Span, $"an arm called `{again.Name}` exists already", "give each arm a name of its own");
        }

        if (arms.Count > 0 && arms.All(arm => arm.Weight == 0))
        {
            diagnostics.Add(LanguageDiagnostics.BadSelection, key.Span, "every arm has weight 0", "give at least one a weight above 0");
            return null;
        }

        return arms.Count == 0 ? null : new Split(key.Text, [.. arms], key.Span);
    }

    public static Shadow? Shadow(YamlMapping? node) => node is null || node.TextNodes("prefer").IsEmpty
        ? null
        : new Shadow(Patterns(node), node.Number("percent") ?? 100, node.Text("key"), (node.TextNode("key") ?? node.TextNodes("prefer")[0]).Span);

    private static SplitArm? Arm(YamlMapping node) => node.TextNode("name") is { } name && node.Number("weight") is { } weight
        ? new SplitArm(name.Text, Math.Max(0, weight), Patterns(node), name.Span)
        : null;

    private static System.Collections.Immutable.ImmutableArray<EndpointPreference> Patterns(YamlMapping node) =>
        [.. node.TextNodes("prefer").Select(pattern => new EndpointPreference(pattern.Text, pattern.Span))];
}
