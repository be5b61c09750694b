using RulesRouter.Catalog;
using RulesRouter.Language.Checks;

namespace RulesRouter.Language.Import;

/// <summary>Patterns in policies that match other endpoints after an import than before it.</summary>
internal static class PatternChanges
{
    /// <summary>One line for each pattern, with its place; empty without policies or without an earlier catalog.</summary>
    public static IEnumerable<string> Between(ModelCatalog before, ModelCatalog after, string? folder)
    {
        if (folder is null || before.Endpoints.IsEmpty)
        {
            yield break;
        }

        foreach (var pattern in PolicyLoader.Load(PolicyDirectory.Read(folder))
            .Policies.Policies.SelectMany(policy => policy.Rules)
            .SelectMany(PolicyPattern.Of))
        {
            var (old, now) = (Ids(pattern, before), Ids(pattern, after));
            var parts = new[] { Part("now also", now.Except(old)), Part("no longer", old.Except(now)) }.OfType<string>().ToList();
            if (parts.Count > 0)
            {
                yield return $"{pattern.Span}: `{pattern.Text}` over {pattern.Over} matches {string.Join("; ", parts)}";
            }
        }
    }

    private static List<string> Ids(PolicyPattern pattern, ModelCatalog catalog) =>
        [.. pattern.EndpointsIn(catalog).Select(endpoint => (string)endpoint.Id)];

    private static string? Part(string how, IEnumerable<string> ids) =>
        ids.ToList() is { Count: > 0 } some ? $"{how} {string.Join(", ", some)}" : null;
}
