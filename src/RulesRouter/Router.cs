using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Language;
using RulesRouter.Requests;

namespace RulesRouter;

/// <summary>
/// Loads policies, catalog and classifier, decides requests, and replaces the revision atomically when files change. Files that do not load
/// only set <see cref="Problems"/>: the last good revision stays current. <see cref="Decide"/> is thread-safe; <see cref="Refresh"/> has
/// one caller.
/// </summary>
public sealed class Router
{
    private readonly RouterOptions options;
    private readonly ClassifierHolder classifier;
    private volatile Snapshot? current;
    private volatile string lastContent = "";

    /// <summary>Loads nothing before the first <see cref="Refresh"/>, except the classifier.</summary>
    public Router(RouterOptions options)
    {
        this.options = options;
        classifier = new ClassifierHolder(options);
    }

    /// <summary>Null before the first revision loads.</summary>
    /// <summary>The revision that decides; null until one has loaded.</summary>
    public string? Revision => current?.Set.Revision;

    internal Snapshot? Current => current;

    internal ClassifierHolder Classifier => classifier;

    /// <summary>Errors of the last load; empty if it succeeded.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; } = [];

    /// <param name="at">The time of the decision: prices, dates and evidence depend on it.</param>
    /// <exception cref="InvalidOperationException">No revision has loaded.</exception>
    public DecisionAnswer Decide(DecisionRequest request, DateTimeOffset at, RouterState state) =>
        (current ?? throw new InvalidOperationException("no revision has loaded; `Problems` has the errors"))
            .DecisionPoint.Decide(request, at, state);

    /// <summary>Loads the files if they or the classifier changed. True if a new revision is current; never an exception.</summary>
    public bool Refresh()
    {
        try
        {
            return Load();
        }
        catch (Exception exception)
        {
            Problems = [PolicyFolder.InternalError(exception)];
            return false;
        }
    }

    private bool Load()
    {
        ImmutableArray<PolicyFile> files;
        var path = options.PoliciesPath;
        try
        {
            files =
            [
                .. PolicyDirectory.Read(path),
                .. options.ParametersPath is { } parameters ? ParameterFile.Read(path = parameters) : [],
                .. ParameterFile.OfCommandLine(options.ParameterSettings),
            ];
        }
        catch (FormatException exception)
        {
            Problems = [new Diagnostic(RouterDiagnostics.Unreadable, default, exception.Message)];
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problems =
            [
                new Diagnostic(RouterDiagnostics.Unreadable, default, $"`{path}` cannot be read: {exception.Message.TrimEnd('.')}"),
            ];
            return false;
        }

        var content = ContentHash.Of(files);
        if (!classifier.Refresh() && content == lastContent)
        {
            return false;
        }

        lastContent = content;
        var folder = PolicyFolder.Load(files, classifier.Current.Digest, current?.Set);
        Problems = [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)];
        if (folder.Set is not { } set)
        {
            return false;
        }

        set.WarmUp();
        var settings = new DecisionSettings(options.AllowSampleEvidence, ClassifyWhenNeeded: options.ClassifyWhenNeeded);
        current = new Snapshot(set, new PolicyDecisionPoint(set, classifier.Current, settings));
        return true;
    }
}
