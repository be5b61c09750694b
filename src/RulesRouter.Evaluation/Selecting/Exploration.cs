using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>
/// Only the chosen endpoint's outcomes are ever seen, so a wrong belief about another could last for ever. A small share of decisions
/// that a policy allows therefore starts with the endpoint least is known about. Nothing is drawn at random: a hash of policy,
/// session or length of the prompt, and moment decides, so the same request at the same moment gets the same answer.
/// </summary>
internal static class Exploration
{
    public static bool Falls(double share, DecisionRequest request, DateTimeOffset at) => share > 0 && Point(request, at, "") < share;

    /// <summary>The least observations behind it; among equals the hash decides.</summary>
    public static BelievedCandidate LeastKnown(IEnumerable<BelievedCandidate> others, DecisionRequest request, DateTimeOffset at) => others
        .OrderBy(other => other.Success.Weight)
        .ThenBy(other => Point(request, at, other.Candidate.Endpoint.Id))
        .First();

    /// <summary>In [0, 1).</summary>
    private static double Point(DecisionRequest request, DateTimeOffset at, string salt)
    {
        // Not the prompt itself: a record keeps none, and must replay to the same decision.
        var key = request.Session?.Id ?? RequestText.Characters(request).ToString(CultureInfo.InvariantCulture);
        var text = string.Join('\n', "exploration", request.Policy, key, at.UtcTicks.ToString(CultureInfo.InvariantCulture), salt);
        return BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / (double)(1L << 32);
    }
}
