using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RulesRouter.Service.Options;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Service.Loading;

/// <summary>Compares a new revision with the current one on a thread of low priority, in limited time.</summary>
internal sealed class ProtectionCheck(LoadingOptions options, bool allowSampleEvidence, TimeProvider clock)
{
    /// <summary>What the later one weakens, one sentence each; empty if nothing. What is not known in time counts as weaker.</summary>
    public ImmutableArray<string> Lost(LoadedRevision before, LoadedRevision after)
    {
        var result = new TaskCompletionSource<ImmutableArray<string>>();
        var settings = new ProofSettings(clock.GetUtcNow(), allowSampleEvidence);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(LostProtections.Between(before.Side, after.Side, settings));
            }
            catch (Exception exception)
            {
                result.SetResult([$"unknown, because the comparison failed: {exception.Message.TrimEnd('.')}"]);
            }
        })
        { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "comparing revisions" };
        var watch = Stopwatch.StartNew();
        thread.Start();
        return result.Task.Wait(options.CompareLimit) && watch.Elapsed <= options.CompareLimit
            ? result.Task.Result
            : [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"unknown, because the comparison took longer than {options.CompareLimit.TotalSeconds:0.###} s"),
            ];
    }
}
