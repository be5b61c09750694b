namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>What identifies an answer, as the upstream said it; none is empty.</summary>
/// <param name="Created">Unix time, seconds.</param>
internal readonly record struct AnswerHead(string Id, string Model, long Created);
