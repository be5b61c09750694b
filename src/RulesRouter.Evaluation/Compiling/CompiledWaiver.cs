using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>A waiver of a resolved policy, with its compiled scope.</summary>
internal sealed record CompiledWaiver(Waiver Waiver, Condition Scope);
