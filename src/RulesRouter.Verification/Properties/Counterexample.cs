using RulesRouter.Decisions;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>A request that violates a property, shrunk.</summary>
/// <param name="Broken">The violated clause and the values that violate it.</param>
/// <param name="TestCase">
/// The request as an item for <c>cases:</c> that expects the property; empty for the properties of every policy.
/// </param>
internal sealed record Counterexample(Witness Witness, Decision? Decision, string Broken, string TestCase);
