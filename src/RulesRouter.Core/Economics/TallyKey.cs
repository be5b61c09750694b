using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <param name="Endpoint">Its id.</param>
/// <param name="Tier">Null where the difficulty was unknown.</param>
/// <param name="Group">Attribute and value of the credential by which difficulty is learned; null where there is none.</param>
internal readonly record struct TallyKey(string Endpoint, TaskKind Task, ComplexityTier? Tier, string? Group = null);
