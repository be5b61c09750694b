using RulesRouter.Decisions;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Everything that a decision depends on.</summary>
/// <param name="View">The catalog's endpoints at the time of the decision.</param>
internal sealed record DecisionInput(
    CompiledPolicySet Set,
    CompiledPolicy Policy,
    DecisionRequest Request,
    Classification Classification,
    DateTimeOffset At,
    RouterState State,
    EndpointBeliefs Beliefs,
    EndpointView View);
