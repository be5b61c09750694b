using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Parses an expression as RulesEngine does: the parser of System.Linq.Dynamic.Core with the same configuration. The one difference is the
/// type provider: RulesEngine creates one per expression, and each scans all types of all loaded assemblies; RulesEngine has no setting to
/// replace it.
/// </summary>
internal sealed class ConditionParser
{
    private readonly ParsingConfig config;
    private readonly ParameterExpression[] parameters;

    public ConditionParser(FactsType type)
    {
        config = new ParsingConfig { CustomTypeProvider = new FactsTypeProvider(type.All), IsCaseSensitive = true };
        parameters = [Expression.Parameter(type.Type, "facts")];
    }

    /// <exception cref="System.Linq.Dynamic.Core.Exceptions.ParseException">The source is not an expression of type boolean.</exception>
    public Expression Parse(string source) => new ExpressionParser(parameters, source, [], config).Parse(typeof(bool));
}
