using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>Result of a search for a request: found, impossible, or unknown.</summary>
/// <param name="Obstacle">Set if unknown.</param>
internal sealed record RequestSearchResult<T>(T? Found, Obstacle? Obstacle)
    where T : class
{
    public bool IsImpossible => Found is null && Obstacle is null;
}

/// <summary>The evaluator's view of a candidate: accepted, or the reason why not.</summary>
/// <param name="Excluded">Literals excluded from the rest of this search.</param>
internal sealed record Confirmation<T>(T? Found, Obstacle? Obstacle, params IReadOnlyList<int> Excluded)
    where T : class;
