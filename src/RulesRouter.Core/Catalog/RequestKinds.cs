namespace RulesRouter.Catalog;

/// <summary>The task that each <see cref="RequestKind"/> refines.</summary>
internal static class RequestKinds
{
    /// <summary>Null for <see cref="RequestKind.Other"/>, which every task has.</summary>
    public static TaskKind? TaskOf(RequestKind kind) => kind switch
    {
        RequestKind.Translate or RequestKind.Extraction or RequestKind.Labelling or RequestKind.Rewriting or RequestKind.CreativeWriting
            or RequestKind.CommitMessage or RequestKind.Documentation or RequestKind.RolePlay => TaskKind.Other,
        RequestKind.DataQuery or RequestKind.Shell or RequestKind.Regex or RequestKind.Infrastructure => TaskKind.CodeGeneration,
        RequestKind.ContextQuestion => TaskKind.Knowledge,
        RequestKind.DiffSummary => TaskKind.Summarise,
        RequestKind.Other => null,
    };
}
