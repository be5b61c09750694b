using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <param name="Endpoint">Its id.</param>
/// <param name="Tier">Null where the difficulty was unknown.</param>
internal readonly record struct TallyKey(string Endpoint, TaskKind Task, ComplexityTier? Tier);
