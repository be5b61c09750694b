namespace RulesRouter.Economics;

/// <summary>The source of a verdict. A later report can replace an earlier one: merged code is reverted.</summary>
internal enum VerdictSource
{
    Verifier,
    Tests,
    Human,
    Merged,
    Reverted,
}
