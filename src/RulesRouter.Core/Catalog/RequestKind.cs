namespace RulesRouter.Catalog;

/// <summary>What a prompt asks for within its <see cref="TaskKind"/>: a closed list, so that conditions can name its members.</summary>
public enum RequestKind
{
    /// <summary>Text into another language.</summary>
    Translate,

    /// <summary>Names, dates or other pieces of a text.</summary>
    Extraction,

    /// <summary>A label for a text, such as its sentiment.</summary>
    Labelling,

    /// <summary>Grammar, tone or wording of a text.</summary>
    Rewriting,

    /// <summary>Poems, stories, songs.</summary>
    CreativeWriting,

    /// <summary>A message for a commit.</summary>
    CommitMessage,

    /// <summary>Docstrings, comments, README files.</summary>
    Documentation,

    /// <summary>The model plays a character.</summary>
    RolePlay,

    /// <summary>A query of a database.</summary>
    DataQuery,

    /// <summary>Commands for a terminal.</summary>
    Shell,

    /// <summary>A regular expression.</summary>
    Regex,

    /// <summary>Containers, clusters, cloud resources.</summary>
    Infrastructure,

    /// <summary>A question about a text in the prompt.</summary>
    ContextQuestion,

    /// <summary>The summary of a change to code.</summary>
    DiffSummary,

    /// <summary>No finer kind is recognised.</summary>
    Other,
}
