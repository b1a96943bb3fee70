; The installer, for Inno Setup 6. It installs for one user and needs no administrator.
;   ISCC.exe /DVersion=0.1.0 /DFolder=C:\build\Wardroom-0.1.0-windows-x64 packaging\windows\wardroom.iss
; Folder is the one package.py made, with both programs signed. The installer itself is signed afterwards, and with
; "SignTool" below also its uninstaller.

#ifndef Version
  #error Say /DVersion=
#endif
#ifndef Folder
  #error Say /DFolder=
#endif

[Setup]
AppId={{6E0E1C5A-3B7C-4E57-9C0B-9A4E4C7C2F5D}
AppName=Wardroom
AppVersion={#Version}
AppPublisher=Wardroom
DefaultDirName={autopf}\Wardroom
DefaultGroupName=Wardroom
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
OutputBaseFilename=Wardroom-{#Version}-windows-x64-setup
SetupIconFile=..\..\assets\app\wardroom.ico
UninstallDisplayIcon={app}\wardroom.exe
; The two programs differ in one byte: a dictionary larger than one of them keeps the installer at the size of one.
Compression=lzma2/ultra64
LZMADictionarySize=262144
SolidCompression=yes
WizardStyle=modern
#ifdef Sign
SignTool=wardroom
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "associate"; Description: "Open .wardroom files with Wardroom"
Name: "path"; Description: "Make the command wardroom known to consoles"; Flags: unchecked
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\wardroom.exe"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Folder}\wardroom.com"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Folder}\LICENSE-*.txt"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Folder}\THIRD-PARTY.html"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{group}\Wardroom"; Filename: "{app}\wardroom.exe"
Name: "{autodesktop}\Wardroom"; Filename: "{app}\wardroom.exe"; Tasks: desktop

[Registry]
Root: HKA; Subkey: "Software\Classes\Wardroom.Office"; ValueType: string; ValueData: "Wardroom office"; Flags: uninsdeletekey; Tasks: associate
Root: HKA; Subkey: "Software\Classes\Wardroom.Office\DefaultIcon"; ValueType: string; ValueData: """{app}\wardroom.exe"",-2"; Tasks: associate
Root: HKA; Subkey: "Software\Classes\Wardroom.Office\shell\open\command"; ValueType: string; ValueData: """{app}\wardroom.exe"" ""%1"""; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.wardroom"; ValueType: string; ValueData: "Wardroom.Office"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.wardroom\OpenWithProgids"; ValueType: string; ValueName: "Wardroom.Office"; ValueData: ""; Flags: uninsdeletevalue; Tasks: associate
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Check: NotOnPath; Tasks: path

[Run]
Filename: "{app}\wardroom.exe"; Description: "{cm:LaunchProgram,Wardroom}"; Flags: nowait postinstall skipifsilent

[Code]
function NotOnPath: Boolean;
var
  Known: String;
begin
  Result := not RegQueryStringValue(HKCU, 'Environment', 'Path', Known)
    or (Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Known) + ';') = 0);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Known, Own: String;
  At: Integer;
begin
  if (Step = usUninstall) and RegQueryStringValue(HKCU, 'Environment', 'Path', Known) then
  begin
    Own := ';' + ExpandConstant('{app}');
    At := Pos(Uppercase(Own) + ';', Uppercase(Known) + ';');
    if At > 0 then
    begin
      Delete(Known, At, Length(Own));
      RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Known);
    end;
  end;
end;
