using System.Collections.Immutable;

namespace RulesRouter.Verification.Mutating;

/// <summary>How well tests and properties guard policies.</summary>
/// <param name="Results">In the order of the policies' files.</param>
public sealed record MutationReport(ImmutableArray<MutantResult> Results)
{
    public int Noticed => Results.Count(result => result.Fate == MutantFate.Noticed);

    public int Survived => Results.Count(result => result.Fate == MutantFate.Survived);

    /// <summary>Mutants noticed among those that count, 0 to 100; 100 where none counts.</summary>
    public double Score => Noticed + Survived == 0 ? 100 : 100.0 * Noticed / (Noticed + Survived);
}
