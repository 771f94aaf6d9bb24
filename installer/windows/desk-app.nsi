; The Windows installer, Chinese and English: makensis -DVERSION=0.1.0 installer/windows/desk-app.nsi
; Packs dist\desk-app into dist\desk-app-<version>-setup.exe. For this user only, so no administrator is needed.
; Data lies in the user's own folder and is left alone, also when the program is removed.
Unicode true
!ifndef VERSION
  !error "give the version: -DVERSION=0.1.0"
!endif
!ifndef FAST
  SetCompressor /SOLID lzma
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"

; The compiler works in the folder of this file.
!define ROOT "../.."
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\desk-app"

Name "$(ProgramName)"
OutFile "${ROOT}/dist/desk-app-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\desk-app"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true

; The language chosen at first is the one it is removed in: the shortcuts are named in it.
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\desk-app-window.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString ProgramName ${LANG_SIMPCHINESE} "前台"
LangString ProgramName ${LANG_ENGLISH} "desk_app"
LangString StillRunning ${LANG_SIMPCHINESE} "程序仍在运行。请先关闭窗口，再继续安装。"
LangString StillRunning ${LANG_ENGLISH} "The program is still running. Close its window first, then go on."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

!macro WaitUntilClosed
  ; A running program holds its own file: renaming the folder's program fails until its window is closed.
  IfFileExists "$INSTDIR\desk-app-window.exe" 0 closed
  again:
    ClearErrors
    Rename "$INSTDIR\desk-app-window.exe" "$INSTDIR\desk-app-window.old"
    IfErrors 0 free
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDCANCEL IDRETRY again
    Abort
  free:
    Rename "$INSTDIR\desk-app-window.old" "$INSTDIR\desk-app-window.exe"
  closed:
!macroend

Section
  !insertmacro WaitUntilClosed
  ; An older version's files would be found beside the new ones.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${ROOT}/dist/desk-app/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\$(ProgramName).lnk" "$INSTDIR\desk-app-window.exe"
  CreateShortcut "$DESKTOP\$(ProgramName).lnk" "$INSTDIR\desk-app-window.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "$(ProgramName)"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "the desk_app authors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed
  Delete "$SMPROGRAMS\$(ProgramName).lnk"
  Delete "$DESKTOP\$(ProgramName).lnk"
  ; Only what was installed: somebody may have chosen a folder that holds other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\desk-app.exe"
  Delete "$INSTDIR\desk-app-window.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
