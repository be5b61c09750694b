using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>
/// Finds ids of endpoints and providers in a new request that the catalog does not have. Recorded requests are not checked: their endpoints
/// existed when they were decided.
/// </summary>
internal static class EndpointReferences
{
    private const int MaxErrors = 100;

    /// <summary>An error for each unknown id, up to 100; empty if all are known.</summary>
    public static ImmutableArray<RequestError> Unknown(DecisionRequest request, ModelCatalog catalog)
    {
        var providers = UnknownProviders(request, catalog);
        if (request.Attempts.IsEmpty && request.Session is null && request.BoundTo is null)
        {
            return providers;
        }

        var unknown = References(request).Where(reference => catalog.FindEndpoint(reference.Id) is null).Take(MaxErrors + 1).ToList();
        if (unknown.Count == 0)
        {
            return providers;
        }

        var ids = catalog.Endpoints.Select(endpoint => (string)endpoint.Id).ToList();
        var errors = unknown.Take(MaxErrors).Select(reference => Error(reference.Pointer, reference.Id, ids));
        return unknown.Count <= MaxErrors
            ? [.. providers, .. errors]
            : [.. providers, .. errors, new RequestError("", $"and more errors; the first {MaxErrors} are listed")];
    }

    private static RequestError Error(string pointer, string id, IEnumerable<string> known) => new(
        pointer,
        $"unknown endpoint `{id}`{Suggestion.Clause(id, known, "`rulesrouter catalog show` and `GET /v1/catalog/endpoints` list them")}");

    private static ImmutableArray<RequestError> UnknownProviders(DecisionRequest request, ModelCatalog catalog) => request.Callable is null
        ? []
        :
        [
            .. request.Callable.Where(id => catalog.FindProvider(id) is null).Take(MaxErrors).Select(
                id => new RequestError(
                    "/callable",
                    $"unknown provider `{id}`{Suggestion.Clause(id, catalog.Providers.Select(provider => provider.Id))}")),
        ];

    private static IEnumerable<(string Pointer, string Id)> References(DecisionRequest request)
    {
        for (var index = 0; index < request.Attempts.Length; index++)
        {
            yield return ($"/attempts/{index}/endpoint", request.Attempts[index].Endpoint);
        }

        if (request.Session?.LastEndpoint is { } last)
        {
            yield return ("/session/lastEndpoint", last);
        }

        if (request.BoundTo is { } bound)
        {
            yield return ("/boundTo", bound);
        }

        foreach (var id in request.Session?.CachedTokens.Keys ?? [])
        {
            var escaped = id.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            yield return ($"/session/cachedTokens/{escaped}", id);
        }
    }
}
