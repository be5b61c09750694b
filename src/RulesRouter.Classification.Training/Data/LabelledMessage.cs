namespace RulesRouter.Classifiers.Training.Data;

/// <summary>A message of a labelled conversation.</summary>
/// <param name="Role">As the API has it: system, developer, user, assistant or tool.</param>
/// <param name="Text">May be empty.</param>
internal sealed record LabelledMessage(string Role, string Text);
