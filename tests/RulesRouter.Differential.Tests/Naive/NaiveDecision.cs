namespace RulesRouter.Differential.Tests.Naive;

/// <summary>What the design requires of a decision.</summary>
/// <param name="Denied">The code of the denial; null if routed.</param>
/// <param name="Constraints">Bounds by name, as canonical strings, with the rules that set them.</param>
/// <param name="Eligible">Ids of the endpoints that may be in the chain.</param>
/// <param name="Best">Those that may be first: several if they are equal by the objective.</param>
/// <param name="ChainLength">Number of hops; null if `distinct` restricts it.</param>
internal sealed record NaiveDecision(
    string? Denied,
    SortedDictionary<string, string> Constraints,
    HashSet<string> Eligible,
    HashSet<string> Best,
    int? ChainLength);
