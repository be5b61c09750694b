using System.Globalization;
using RulesRouter.Formats;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Only the chosen endpoint's outcomes are observed, so a wrong belief about another could last for ever. A small share of decisions
/// that a policy allows therefore starts with the endpoint that has the fewest observations. Nothing is random: a hash of policy,
/// session or length of the prompt, and time decides, so the same request at the same time gets the same decision.
/// </summary>
internal static class Exploration
{
    public static bool Applies(double share, DecisionRequest request, DateTimeOffset at) => share > 0 && Point(request, at, "") < share;

    /// <summary>The candidate of which least is known; the hash breaks ties.</summary>
    public static BelievedCandidate MinObserved(IEnumerable<BelievedCandidate> others, DecisionRequest request, DateTimeOffset at) => others
        .OrderByDescending(other => other.Success.Variance)
        .ThenBy(other => Point(request, at, other.Candidate.Endpoint.Id))
        .First();

    /// <summary>In [0, 1).</summary>
    private static double Point(DecisionRequest request, DateTimeOffset at, string salt)
    {
        // Not the prompt itself: a record does not store it and must replay to the same decision.
        var key = request.Session?.Id ?? RequestText.Characters(request).ToString(CultureInfo.InvariantCulture);
        var seed = string.Join('\n', "exploration", request.Policy, key, at.UtcTicks.ToString(CultureInfo.InvariantCulture), salt);
        return BitConverter.ToUInt32(Sha256.Bytes(seed)) / (double)(1L << 32);
    }
}
