using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>What a request says of its call; null is unknown.</summary>
internal sealed class NaiveRequest(JsonElement json)
{
    /// <summary>Failures before the endpoint accepted the call: they cost nothing.</summary>
    private static readonly HashSet<string> Free = ["rate-limited", "unavailable", "authentication", "model-not-found"];

    private static readonly HashSet<string> Availability = [.. Free, "timeout"];

    public string Task => json.GetProperty("task").GetString()!;

    public decimal? InputTokens => Estimate("inputTokens");

    public decimal? Cap => Number(json, "maxOutputTokens");

    /// <summary>Of one call; all are paid.</summary>
    public decimal Answers => Number(json, "n") ?? 1;

    /// <summary>The stated length, at most the cap.</summary>
    public decimal? OutputTokens => Estimate("outputTokens") is { } stated ? Math.Min(stated, Cap ?? stated) : null;

    /// <summary>The cap is what the caller takes at most, not what it needs, and the decision may lower it.</summary>
    public bool Clamps => SupportsCaps && json.TryGetProperty("clampsOutput", out var clamps) && clamps.GetBoolean();

    /// <summary>What an endpoint must be able to give.</summary>
    public decimal? NeededOutput => Clamps ? OutputTokens : Cap ?? OutputTokens;

    public decimal? MaxCostUsd => Number(json, "maxCostUsd");

    public decimal? DeadlineMs => Number(json, "deadlineMs");

    public string? LastEndpoint => Session is { } session && session.TryGetProperty("lastEndpoint", out var last) ? last.GetString() : null;

    /// <summary>The decision may cap outputs so that a bound in money holds.</summary>
    public bool MayBeCapped => Clamps || (Cap is null && SupportsCaps);

    public IReadOnlyList<(string Endpoint, string Failed, decimal? CostUsd)> Attempts => json.TryGetProperty("attempts", out var attempts)
        ? [.. attempts.EnumerateArray().Select(attempt => (
            attempt.GetProperty("endpoint").GetString()!,
            attempt.GetProperty("failed").GetString()!,
            Number(attempt, "costUsd")))]
        : [];

    public HashSet<string> Down =>
        json.TryGetProperty("down", out var down) ? [.. down.EnumerateArray().Select(id => id.GetString()!)] : [];

    public IEnumerable<string> Needs => json.TryGetProperty("needs", out var needs)
        ? needs.EnumerateObject().Where(need => need.Value.GetBoolean())
            .Select(need => need.Name switch
            {
                "structuredOutput" => "structured-output",
                "audioOutput" => "audio-output",
                var name => name,
            })
        : [];

    private bool SupportsCaps => !json.TryGetProperty("obligationsSupported", out var supported)
        || supported.EnumerateArray().Any(name => name.GetString() == "cap-output");

    private JsonElement? Session => json.TryGetProperty("session", out var session) ? session : null;

    public bool MayTryAgain(IReadOnlyCollection<string> on) => Attempts.Count == 0
        || Availability.Contains(Attempts[^1].Failed)
        || (Attempts[^1].Failed != "invalid-request" && on.Contains(Attempts[^1].Failed));

    /// <summary>US dollars of the expected call.</summary>
    public decimal? ExpectedCost(NaiveEndpoint endpoint, decimal? inputTokens, decimal? outputTokens)
    {
        var price = endpoint.PriceFor(inputTokens);
        var cached = inputTokens is { } input ? Math.Min(CachedAt(endpoint.Id), input) : (decimal?)null;
        var usesCaches = Estimate("cachedInputTokens") > 0 || CachedTokens.Count > 0;
        var written = usesCaches && price.Written > price.Input ? inputTokens - cached : 0;
        var reasoning = !endpoint.Reasons ? 0
            : Estimate("reasoningTokens") is { } stated ? (outputTokens is { } length ? Math.Min(stated, length) : null)
            : Needs.Contains("reasoning") ? outputTokens : 0;
        return price.Cost(inputTokens - cached - written, cached, written, (outputTokens - reasoning) * Answers, reasoning * Answers);
    }

    /// <summary>The most tokens of output: of the request's cap, the endpoint's maximum, and what its window leaves.</summary>
    public decimal? LongestOutput(NaiveEndpoint endpoint)
    {
        var room = (decimal?)endpoint.ContextTokens - InputTokens;
        var limits = new[] { Cap, (decimal?)endpoint.MaxOutputTokens, room < 0 ? 0 : room }.Where(limit => limit is not null).ToList();
        return limits.Count == 0 ? null : limits.Min();
    }

    public decimal? WorstCost(NaiveEndpoint endpoint, decimal? outputTokens) =>
        endpoint.PriceFor(InputTokens).WorstCost(InputTokens, outputTokens * Answers);

    /// <summary>
    /// US dollars at least set aside for a call: to its longest output, or to its stated length if the decision may cap it.
    /// </summary>
    public decimal? SetAside(NaiveEndpoint endpoint)
    {
        var longest = LongestOutput(endpoint);
        return WorstCost(
            endpoint,
            !MayBeCapped || OutputTokens is null ? longest : longest is null ? OutputTokens : Math.Min(OutputTokens.Value, longest.Value));
    }

    /// <summary>US dollars that the attempts cost by the caller's claims, or at most; null if unknown.</summary>
    public decimal? Spent(Func<string, NaiveEndpoint> endpoints, bool believesClaims)
    {
        decimal? sum = 0;
        foreach (var (endpoint, failed, claimed) in Attempts)
        {
            var most = Free.Contains(failed) ? 0 : SetAside(endpoints(endpoint));
            sum += claimed is null ? most : believesClaims || claimed > most ? claimed : most;
        }

        return sum;
    }

    /// <summary>US dollars that attempts may have cost above that: their decisions let them have what was spare.</summary>
    public decimal SpentAbove(Func<string, NaiveEndpoint> endpoints, bool believesClaims, decimal spare)
    {
        var left = spare;
        foreach (var (endpoint, failed, claimed) in Attempts)
        {
            if (!Free.Contains(failed) && !(believesClaims && claimed is not null))
            {
                var counted = Math.Max(claimed ?? 0, SetAside(endpoints(endpoint)) ?? decimal.MaxValue);
                var most = WorstCost(endpoints(endpoint), LongestOutput(endpoints(endpoint))) ?? decimal.MaxValue;
                left -= Math.Clamp(most - counted, 0, left);
            }
        }

        return spare - left;
    }

    private Dictionary<string, decimal> CachedTokens => Session is { } session && session.TryGetProperty("cachedTokens", out var cached)
        ? cached.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetDecimal())
        : [];

    private decimal CachedAt(string id) => CachedTokens.TryGetValue(id, out var cached) ? cached
        : LastEndpoint == id ? Estimate("cachedInputTokens") ?? 0
        : 0;

    private decimal? Estimate(string name) => Number(json.GetProperty("estimate"), name);

    private static decimal? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
}
