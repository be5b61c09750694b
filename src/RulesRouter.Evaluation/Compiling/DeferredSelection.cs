using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>A rule that only selects and whose condition calls scripts: evaluated only if no earlier rule selects.</summary>
/// <param name="Place">Position in selection order.</param>
internal sealed record DeferredSelection(int Rule, int Place, Func<RequestFacts, Truth> Condition);
