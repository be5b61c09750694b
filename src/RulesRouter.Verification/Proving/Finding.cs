namespace RulesRouter.Verification.Proving;

/// <summary>What a search for a request came to: one was found, there is none, or it is not known.</summary>
/// <param name="Obstacle">Set where neither is known.</param>
internal sealed record Finding<T>(T? Found, Obstacle? Obstacle)
    where T : class
{
    public bool IsImpossible => Found is null && Obstacle is null;
}

/// <summary>A candidate as the evaluator sees it: accepted, or the reason why it will not do.</summary>
/// <param name="Excluded">Literals that need not be tried again in this search.</param>
internal sealed record Confirmation<T>(T? Found, Obstacle? Obstacle, params IReadOnlyList<int> Excluded)
    where T : class;
