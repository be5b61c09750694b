using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A condition without parts, and what it was encoded to: what a concrete request is checked against.</summary>
internal sealed record EncodedLeaf(Condition Condition, FactSchema Schema, Ternary Value);
