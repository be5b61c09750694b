using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A comparison and its encoding, used to check concrete requests.</summary>
/// <param name="Scripts">Runs the scripts that it calls.</param>
internal sealed record EncodedLeaf(Condition Condition, FactSchema Schema, ScriptRunner? Scripts, Ternary Value);
