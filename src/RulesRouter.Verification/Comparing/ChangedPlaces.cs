using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Source;

namespace RulesRouter.Verification.Comparing;

/// <summary>The place that changes a policy's decisions: the first changed rule of its layers, otherwise the policy itself.</summary>
/// <param name="Protects">The same for weaker protections: an existing rule that requires less, or of fewer requests.</param>
internal sealed record ChangedPlaces(SourceSpan Answers, SourceSpan Protects)
{
    private static readonly ImmutableArray<string> Protecting = ["constrain", "oblige", "deny", "when", "allowDerived"];

    /// <summary>By policy of the head side; empty if it does not load.</summary>
    internal static ImmutableSortedDictionary<string, ChangedPlaces> Of(ComparedSide after, ImmutableArray<PolicyChange> changes) =>
        after.Folder.Set is { } set
        ? set.Names.ToImmutableSortedDictionary(name => name, name => Of(set.Find(name)!, changes, after.Name), StringComparer.Ordinal)
        : ImmutableSortedDictionary<string, ChangedPlaces>.Empty;

    private static ChangedPlaces Of(CompiledPolicy policy, ImmutableArray<PolicyChange> changes, string side)
    {
        var rules = policy.Layers.Layers.SelectMany(
            layer => layer.Rules.Select(
                rule => (
                    rule.Span,
                    Change: changes.FirstOrDefault(change => change.Policy == layer.Name && change.Element == $"rule {rule.Id}"))))
            .Where(rule => rule.Change is not null).ToList();
        var any = rules.Select(rule => rule.Span).Append(policy.Layers.Policy.Span).First();
        var protecting = rules.Where(
            rule => rule.Change!.Fields.Any(field => Protecting.Any(part => field.Path.StartsWith(part, StringComparison.Ordinal))))
            .Select(rule => rule.Span)
            .Append(any)
            .First();
        return new ChangedPlaces(InRepository(any, side), InRepository(protecting, side));
    }

    /// <summary>A file read from git is named by its path, without the revision.</summary>
    private static SourceSpan InRepository(SourceSpan span, string side)
    {
        var revision = side.Split(':')[0] + ":";
        return span.Source is { } source && source.Path.StartsWith(revision, StringComparison.Ordinal)
            ? span with { Source = new SourceFile(source.Path[revision.Length..], source.Text) }
            : span;
    }
}
