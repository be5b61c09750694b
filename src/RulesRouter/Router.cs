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
        if (Read() is not { } files)
        {
            return false;
        }

        var content = ContentHash.Of(files);
        if (!RefreshClassifier() && content == lastContent)
        {
            return false;
        }

        lastContent = content;
        if (Prepare(files) is not { } folder)
        {
            return false;
        }

        Use(folder, commit: null);
        return true;
    }

    /// <summary>Loads the classifier again if its file changed. True if it did.</summary>
    internal bool RefreshClassifier()
    {
        try
        {
            return classifier.Refresh();
        }
        catch (Exception exception)
        {
            Problems = [PolicyFolder.InternalError(exception)];
            return false;
        }
    }

    /// <summary>The files to load; null, with <see cref="Problems"/>, if they cannot be read.</summary>
    internal ImmutableArray<PolicyFile>? Read() => Read(() => PolicyDirectory.Read(options.PoliciesPath), options.PoliciesPath);

    /// <summary>The same with the policies from another place.</summary>
    /// <param name="place">As errors name it.</param>
    internal ImmutableArray<PolicyFile>? Read(Func<ImmutableArray<PolicyFile>> policies, string place)
    {
        var path = place;
        try
        {
            return
            [
                .. policies(),
                .. options.ParametersPath is { } parameters ? ParameterFile.Read(path = parameters) : [],
                .. ParameterFile.OfCommandLine(options.ParameterSettings),
            ];
        }
        catch (FormatException exception)
        {
            Problems = [Unreadable(exception.Message)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problems = [Unreadable($"`{path}` cannot be read: {exception.Message.TrimEnd('.')}")];
        }

        return null;
    }

    /// <summary>Compiles files without using them; null, with <see cref="Problems"/>, if they do not load or have no policies.</summary>
    internal PolicyFolder? Prepare(ImmutableArray<PolicyFile> files)
    {
        try
        {
            var folder = PolicyFolder.Load(files, classifier.Current.Digest, current?.Set, current?.Loaded);
            Problems = [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)];
            if (folder.Set is { } set && !set.Names.Any())
            {
                Problems =
                [
                    new Diagnostic(
                        RouterDiagnostics.NoPolicies,
                        default,
                        $"`{options.PoliciesPath}` has no policy that a request can name",
                        "name the folder that has the policies, or restore them"),
                ];
            }

            folder.Set?.WarmUp();
            return Problems.IsEmpty && folder.Set is not null ? folder : null;
        }
        catch (Exception exception)
        {
            Problems = [PolicyFolder.InternalError(exception)];
            return null;
        }
    }

    /// <summary>Makes a prepared folder the current revision.</summary>
    /// <param name="commit">Of the git repository that it is from; null if it is from none.</param>
    internal void Use(PolicyFolder folder, string? commit)
    {
        var set = folder.Set!;
        var settings = new DecisionSettings(
            options.AllowSampleEvidence,
            ClassifyWhenNeeded: options.ClassifyWhenNeeded,
            CountsExclusions: options.CountsExclusions);
        current = new Snapshot(set, new PolicyDecisionPoint(set, classifier.Current, settings))
        {
            Commit = commit,
            Loaded = folder.Loaded,
        };
    }

    /// <summary>What a source of policies reports about itself.</summary>
    internal void Report(ImmutableArray<Diagnostic> problems) => Problems = problems;

    internal static Diagnostic Unreadable(string message) => new(RouterDiagnostics.Unreadable, default, message);
}
