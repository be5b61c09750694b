using System.Collections.Immutable;

namespace RulesRouter.Verification.Mutating;

/// <summary>Mutation score of tests and properties.</summary>
/// <param name="Results">In the order of the policies' files.</param>
internal sealed record MutationReport(ImmutableArray<MutantResult> Results)
{
    public int Noticed => Results.Count(result => result.Fate == MutantFate.Noticed);

    public int Survived => Results.Count(result => result.Fate == MutantFate.Survived);

    /// <summary>Percentage of valid mutants that were detected; 100 if there are none.</summary>
    public double Score => Noticed + Survived == 0 ? 100 : 100.0 * Noticed / (Noticed + Survived);
}
