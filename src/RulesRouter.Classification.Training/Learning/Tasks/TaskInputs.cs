using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>What the classifier reads of a labelled row.</summary>
internal static class TaskInputs
{
    /// <summary>The row as a client sends it: of a conversation, the last message of the user and the system text.</summary>
    public static ClassifierInput Of(OutcomeRow row) => row.Messages.Count == 0
        ? ClassifierInput.Of(row.Prompt)
        : ClassifierInput.Of(Users(row).LastOrDefault() ?? "") with { SystemText = SystemOf(row), MessageCount = TurnsOf(row) };

    public static IEnumerable<string> Users(OutcomeRow row) =>
        row.Messages.Where(message => message.Role == "user").Select(message => message.Text);

    public static string SystemOf(OutcomeRow row) => string.Join('\n', row.Messages.Where(IsSystem).Select(message => message.Text));

    public static int TurnsOf(OutcomeRow row) => Math.Max(1, row.Messages.Count(message => !IsSystem(message)));

    private static bool IsSystem(LabelledMessage message) => message.Role is "system" or "developer";
}
