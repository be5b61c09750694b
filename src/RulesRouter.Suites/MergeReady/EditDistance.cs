namespace RulesRouter.Suites.MergeReady;

/// <summary>How far a change is from an acceptable one.</summary>
/// <param name="Lines">Lines that a person still has to add or remove; moved and formatting-only lines do not count.</param>
/// <param name="Hunks">Places in the files where those lines are.</param>
/// <param name="IsUpperBound">
/// The distance is to the merged change alone, and another acceptable change may be nearer; false where a reviewer accepted a version.
/// </param>
internal sealed record EditDistance(int Lines, int Hunks, bool IsUpperBound);
