namespace RulesRouter.Classifiers.Reading;

/// <summary>The parts of a request from which its task is recognised. Each has its own features and its own scale.</summary>
internal enum TaskView
{
    /// <summary>The first words of the instruction, where most requests name what they want.</summary>
    Opening,

    /// <summary>Its last words: many requests put the text first.</summary>
    Closing,

    /// <summary>All its words.</summary>
    Words,

    /// <summary>Runs of characters of the instruction, in any script.</summary>
    Characters,

    /// <summary>Concepts of the instruction.</summary>
    Concepts,

    /// <summary>Pairs of concepts.</summary>
    Pairs,

    /// <summary>Words of code, diffs and terminal output.</summary>
    Code,

    /// <summary>Words of the system text.</summary>
    System,

    /// <summary>The shape of the text and of the conversation.</summary>
    Shape,

    Count,
}
