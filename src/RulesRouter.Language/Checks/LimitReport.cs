using RulesRouter.Catalog;
using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Warns, once per file and key, of chat endpoints whose limits of tokens are unknown: requests of a known length exclude them. It is not
/// part of loading: a catalog may be completed by further files.
/// </summary>
internal static class LimitReport
{
    public static void Run(ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        var chat = catalog.Endpoints.Where(endpoint => endpoint.AnswersChat).ToList();
        Report(
            [.. chat.Where(endpoint => endpoint.MaxOutputTokens is null)],
            "maxOutputTokens",
            "answer",
            "the longest answer in tokens",
            diagnostics);
        Report(
            [.. chat.Where(endpoint => endpoint.ContextTokens is null)],
            "contextTokens",
            "prompt or answer",
            "the context window in tokens",
            diagnostics);
    }

    private static void Report(List<Endpoint> endpoints, string key, string what, string meaning, DiagnosticBag diagnostics)
    {
        foreach (var file in endpoints.GroupBy(endpoint => endpoint.Span.Path))
        {
            var (first, others) = (file.First(), file.Count() - 1);
            var named = others == 0 ? $"`{first.Id}` has" : $"`{first.Id}` and {others} more in this file have";
            diagnostics.Add(
                CatalogDiagnostics.UnknownLimit,
                first.Span,
                $"{named} no `{key}`: excluded from every request whose {what} has a known or estimated length",
                $"add `{key}:`, {meaning}");
        }
    }
}
