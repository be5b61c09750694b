namespace RulesRouter.Economics.Abilities;

/// <summary>Tasks at which a model's ability is taken to be the same; a model may be better at one group than at another.</summary>
internal enum TaskGroup
{
    /// <summary>Code is written from a description: completions, functions, tests.</summary>
    Writing,

    /// <summary>A repository or terminal is worked in until a check passes.</summary>
    Repository,

    /// <summary>Code is read, reviewed or explained.</summary>
    Reading,

    /// <summary>Questions of reasoning and knowledge.</summary>
    Reasoning,

    /// <summary>Conversation, summaries and everything else.</summary>
    Conversation,
}
