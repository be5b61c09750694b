using RulesRouter.Decisions;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>A request that breaks a property, as small as it could be made.</summary>
/// <param name="Broken">Which part of the property, and by what.</param>
/// <param name="TestCase">The request as an item for <c>cases:</c>, with what it should have come to; empty for a property that no case can state.</param>
public sealed record Counterexample(Witness Witness, Decision? Decision, string Broken, string TestCase);
