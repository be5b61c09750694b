using RulesRouter.Policies.Conditions;

namespace RulesRouter.Requests;

/// <summary>A fact's place in the arrays of a <see cref="FactSchema"/> and its <see cref="RequestFacts"/>.</summary>
internal readonly record struct FactSlot(int Index);
