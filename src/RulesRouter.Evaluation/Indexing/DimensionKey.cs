using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>What one dimension of the index is about: a fact, or whether a set holds one member.</summary>
/// <param name="Member">Null for the fact itself.</param>
internal readonly record struct DimensionKey(FactSlot Fact, string? Member = null);
