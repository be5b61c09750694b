using System.Collections;
using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.CustomTypeProviders;
using RulesEngine.HelperFunctions;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The types that RulesEngine's provider gives for the same custom types, without its scan for types with an attribute of the parser's.
/// </summary>
internal sealed class FactsTypeProvider : DefaultDynamicLinqCustomTypeProvider
{
    private readonly HashSet<Type> types;

    public FactsTypeProvider(IEnumerable<Type> customTypes) : base(ParsingConfig.Default)
    {
        types = [.. customTypes, typeof(ExpressionUtils), typeof(Enumerable)];
        var next = new Queue<Type>(types);
        while (next.TryDequeue(out var type))
        {
            foreach (var related in type.GetInterfaces().Append(type.BaseType).OfType<Type>().Where(types.Add))
            {
                next.Enqueue(related);
            }
        }

        types.Add(typeof(IEnumerable));
    }

    public override HashSet<Type> GetCustomTypes() => types;
}
