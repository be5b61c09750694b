using System.Text.Json;

namespace RulesRouter.FaultTests.Policies;

/// <summary>A request whose decision by <see cref="KnownPolicies"/> is known.</summary>
internal enum KnownRequest
{
    Public,
    Secret,
    Intern,
}

/// <summary>The request as JSON, and what it must be decided to.</summary>
internal static class KnownRequests
{
    private static readonly string[] PublicByA = ["one/m", "two/m"];
    private static readonly string[] PublicByB = ["two/m", "one/m"];
    private static readonly string[] Private = ["private/m"];

    /// <param name="session">Null for none.</param>
    public static string Json(this KnownRequest request, string? session = null) =>
        $$"""
        { "policy": "known", "task": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 }, "maxOutputTokens": 200,
          "attributes": { {{Attributes(request)}} }{{(session is null ? "" : $$""", "session": { "id": "{{session}}" }""")}} }
        """;

    /// <summary>What is wrong with a decision; null if it is the one that its revision determines.</summary>
    public static string? Mistake(this KnownRequest request, JsonElement decision, KnownPolicies policies)
    {
        var revision = decision.GetProperty("revision").GetString()!;
        if (policies.Of(revision) is not { } version)
        {
            return $"decided by revision {revision}, which was never in place";
        }

        if (decision.GetProperty("outcome").GetString() == "denied")
        {
            var code = decision.GetProperty("denial").GetProperty("code").GetString();
            return request == KnownRequest.Intern
                ? code == "denied-by-rule" ? null : $"an intern was denied with {code}"
                : IsForBudget(code!, decision) ? null : $"a {request} request was denied with {code}";
        }

        string[] chain =
        [
            decision.GetProperty("chosen").GetProperty("endpoint").GetString()!,
            .. decision.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("endpoint").GetString()!),
        ];
        var expected = request switch
        {
            KnownRequest.Public => version == KnownPolicies.Version.A ? PublicByA : PublicByB,
            KnownRequest.Secret => Private,
            KnownRequest.Intern => [],
        };

        // A fallback that does not fit what remains of a budget is no hop.
        var hops = decision.TryGetProperty("budgets", out _) ? Math.Max(1, chain.Length) : expected.Length;
        return chain.SequenceEqual(expected.Take(hops))
            ? null
            : $"a {request} request by version {version} got {string.Join(", ", chain)} in place of {string.Join(", ", expected)}";
    }

    /// <summary>The budget is exhausted, or its state was not known, as the decision says.</summary>
    private static bool IsForBudget(string code, JsonElement decision) => code switch
    {
        "budget-exhausted" => decision.GetProperty("budgets")[0].TryGetProperty("share", out _),
        "budget-unknown" => !decision.GetProperty("budgets")[0].TryGetProperty("share", out _),
        _ => false,
    };

    private static string Attributes(KnownRequest request) => request switch
    {
        KnownRequest.Public => """ "sensitivity": "public" """,
        KnownRequest.Secret => """ "sensitivity": "secret" """,
        KnownRequest.Intern => """ "sensitivity": "public", "team": "interns" """,
    };
}
