namespace RulesRouter.Requests;

/// <summary>What a classifier reads: the prompt and what the caller states about it.</summary>
/// <param name="Text">The last user message, or the prompt; may be empty. Never stored.</param>
/// <param name="Characters">Length in UTF-16 units of all messages together.</param>
/// <param name="MessageCount">At least 1.</param>
/// <param name="Task">The task that the caller states; a classifier keeps it and conditions on it.</param>
public readonly record struct ClassifierInput(string Text, int Characters, int MessageCount, TaskKind? Task);
