namespace Memori.Server.Access;

/// <summary>Marks an endpoint that <see cref="AccessGate"/> keeps for administrators.</summary>
internal sealed class AdministratorsOnly;
