using System.Text.Json.Serialization;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema;

/// <summary>How far the values of a column may travel.</summary>
[JsonConverter(typeof(WordConverter<ValueVisibility>))]
public enum ValueVisibility
{
    /// <summary>They may be shown to a model, as far as the deployment allows that at all. The default.</summary>
    Full,

    /// <summary>They are kept to link the words of questions on this machine, and never leave for a model.</summary>
    Local,

    /// <summary>They are not even read: nothing is known of them but the declared type.</summary>
    None,
}
