using RulesRouter.Catalog;

namespace RulesRouter.Decisions;

/// <summary>The arm of a split that a decision took.</summary>
/// <param name="Key">The fact or attribute that drew it.</param>
/// <param name="Arm">Whose endpoint was chosen.</param>
/// <param name="Drawn">Whose turn it was; another one than <paramref name="Arm"/> where nobody there met every demand.</param>
public sealed record SplitChoice(string Key, string Arm, string Drawn);

/// <summary>A second endpoint to be tried without effect; it meets every demand that the chosen one meets.</summary>
public sealed record ShadowHop(Endpoint Endpoint, HopEstimate Estimate);
