using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>Names and patterns in policies match something in the catalog. Skipped without a catalog.</summary>
internal sealed class CatalogCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        if (catalog.Endpoints.IsEmpty)
        {
            return;
        }

        foreach (var pattern in policies.Policies.SelectMany(policy => policy.Rules).SelectMany(PolicyPattern.Of))
        {
            Check(pattern.Text, pattern.Span, pattern.NamesIn(catalog), diagnostics);
        }
    }

    private static void Check(string pattern, SourceSpan span, IEnumerable<string> names, DiagnosticBag diagnostics)
    {
        var wildcard = new EndpointPattern(pattern);
        if (!names.Any(name => wildcard.Matches(name)))
        {
            diagnostics.Add(
                PolicyDiagnostics.MatchesNothing,
                span,
                $"`{pattern}` matches nothing in the catalog",
                Nearest(pattern, [.. names]) is { } near ? $"did you mean `{near}`?" : "list the catalog with `rulesrouter catalog show`");
        }
    }

    /// <summary>The pattern with the provider that was meant, a name that is near, or the beginning of names that was meant.</summary>
    private static string? Nearest(string pattern, List<string> names)
    {
        var slash = pattern.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0
            && Suggestion.Nearest(pattern[..slash], names.Select(name => name.Split('/')[0]).Distinct()) is { } provider
            && new EndpointPattern(provider + pattern[slash..]) is var corrected
            && names.Any(name => corrected.Matches(name)))
        {
            return provider + pattern[slash..];
        }

        var length = pattern.TrimEnd('*').Length;
        return Suggestion.Nearest(pattern.Trim('*'), names)
            ?? (pattern.EndsWith('*')
                ? Suggestion.Nearest(pattern, names.Select(name => $"{name[..Math.Min(length, name.Length)]}*").Distinct())
                : null);
    }
}
