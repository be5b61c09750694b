using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>The subject of one dimension of the index: a fact, or whether a set contains one member.</summary>
/// <param name="Member">Null for the fact itself.</param>
internal readonly record struct DimensionKey(FactSlot Fact, string? Member = null);
