namespace RulesRouter.Verification.Mutating;

/// <summary>A mutant, and whether the tests detect it.</summary>
/// <param name="By">With <see cref="MutantFate.Noticed"/>, the case or property that detects it.</param>
internal sealed record MutantResult(Mutant Mutant, MutantFate Fate, string By);
