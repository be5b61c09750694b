using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Combining;

/// <summary>A rule that does nothing but select, by a condition that runs scripts: it is asked only where no rule before it selects.</summary>
/// <param name="Place">In the order of selection.</param>
internal sealed record LateSelection(int Rule, int Place, Func<RequestFacts, Truth> Condition);
