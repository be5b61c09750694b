using RulesRouter.Classifiers.Intents;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>The intents of a policy, learned.</summary>
/// <param name="Declared">The declarations that were learned from.</param>
/// <param name="Slot">The fact <c>intent</c>.</param>
internal sealed record CompiledIntents(IReadOnlyList<IntentDeclaration> Declared, IntentModel Model, FactSlot Slot)
{
    /// <param name="request">Of which the text is known.</param>
    public string Of(DecisionRequest request) => Model.Of(RequestText.ToClassifier(request)) ?? IntentDeclaration.None;
}
