using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A condition without parts, and what it was encoded to: what a concrete request is checked against.</summary>
/// <param name="Scripts">What runs the scripts it calls.</param>
internal sealed record EncodedLeaf(Condition Condition, FactSchema Schema, ScriptRunner? Scripts, Ternary Value);
