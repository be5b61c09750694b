using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Commands;

/// <summary>What the commands of <c>rulesrouter suite</c> share.</summary>
internal static class SuiteCommands
{
    /// <param name="stopped">What a user who stops the command should know.</param>
    /// <exception cref="UserError">The suite cannot be read, or the user stopped the command.</exception>
    public static async Task<T> Ran<T>(Func<Task<T>> work, string stopped)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
        catch (OperationCanceledException)
        {
            throw new UserError(stopped, ExitCode.Findings);
        }
    }
}
